"""The register of organisations: applications by link, checks, registration until a day."""
