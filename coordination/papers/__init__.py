"""Papers made from data: PDF/A by typst, DOCX by python-docx, right to left or left to right."""
