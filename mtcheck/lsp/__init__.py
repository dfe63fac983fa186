"""The language server: findings, explanations and corrections in an editor."""
