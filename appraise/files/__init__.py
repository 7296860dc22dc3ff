"""Files: what people work on, read and written whole. Text becomes an Appraisal or a Run here."""
