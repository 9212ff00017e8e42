"""The demo's content: banks written by hand in ``content/`` and the generator that turns them into workbooks.

Pure Python, no Django. ``python -m demo.make OUT_DIR`` writes the same bytes on every machine.
"""
