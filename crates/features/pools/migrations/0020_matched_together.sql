-- With whom a giver counts as one person where roots are added up; nothing: alone, as all did before.
ALTER TABLE matched_giver ADD COLUMN counts_with TEXT;
