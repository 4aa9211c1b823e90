-- So many lines of what was pasted last stand above its first order. Of lists of before nobody counted them: they are looked for by the words
-- and names of their lines until the list is pasted again.
ALTER TABLE order_list ADD COLUMN heading_line_count BIGINT;
