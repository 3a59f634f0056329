"""What others have laid down: references, bank files, SIE, Peppol. Plain Python, no Django."""
