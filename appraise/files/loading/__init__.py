"""Loading: from a path to an Appraisal, a criteria set, the library or the files of a new appraisal."""
