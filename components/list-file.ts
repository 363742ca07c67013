/** What a picker offers where a list is asked for. Spreadsheets can't be read, which a file that can't be picked doesn't say. */
export const LIST_FILES = '.csv,.txt,.tsv,.xlsx,.xls,.ods,text/csv,text/plain';
