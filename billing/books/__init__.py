"""The books: vouchers in double entry, whole öre, never changed."""
