"""Every sentence and picture a person sees, in Spanish and English."""
