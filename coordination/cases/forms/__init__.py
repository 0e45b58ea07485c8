"""The forms of cases and consents."""
