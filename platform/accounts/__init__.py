"""Who you are: people, roles, sign-in by code. One association's account is nobody at another."""
