"""Library: what comes with appraise, by id: models, criteria sets, templates, languages, explanations."""
