"""The demo world: invented people and referrals in real agencies, for trying the program and for measuring it."""

from coordination.demo.signins import SignIn, signins

__all__ = ["SignIn", "signins"]
