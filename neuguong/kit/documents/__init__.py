"""Official documents: one list of blocks, four writers (HTML, DOCX, PDF, XLSX), in party or state form."""
