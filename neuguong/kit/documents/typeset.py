"""A program of its own: JSON of a document on stdin, PDF on stdout. Arguments: typst program, font folder, Unix time.

typst keeps what it has set in memory for its next ten documents (100 MB for each 1,000 rows). In a short-lived process
that memory goes back at once, and no document, however odd, can stop the process that answers the users.
"""

import sys

import typst


def main(program: str, fonts: str, instant: str) -> None:
    compiler = typst.Compiler(
        program,
        # Only Tinos: left to itself typst fills gaps from whatever fonts the machine has and mixes families.
        font_paths=typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[fonts]),
        sys_inputs={"document": sys.stdin.buffer.read().decode()},
    )
    pdf = compiler.compile(format="pdf", timestamp=int(instant))
    assert isinstance(pdf, bytes)  # a single file, since no page template is in the name of the output
    sys.stdout.buffer.write(pdf)


if __name__ == "__main__":
    main(*sys.argv[1:])
