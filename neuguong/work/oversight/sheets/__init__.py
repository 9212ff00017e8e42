"""What comes in from outside: the register of visits that a body kept before it worked here."""

from neuguong.work.oversight.sheets.register import Kept, adopt_register

__all__ = ["Kept", "adopt_register"]
