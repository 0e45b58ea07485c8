"""Clients, their cases, and the consent or legal basis on which their data may travel."""
