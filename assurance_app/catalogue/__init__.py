"""Frameworks: read from `forms/`, checked, compiled. YAML and its checks are loaded only when a cycle begins."""
