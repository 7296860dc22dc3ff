"""Files: the only room that touches the disk. Text becomes an Appraisal or a Run, and results are written whole."""
