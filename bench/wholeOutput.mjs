/**
 * Loaded into n8n (`node --import`), which prints an execution and ends at once: into a pipe, Node writes in the
 * background, and what it has not written by then is lost. A few megabytes get through, 50,000 items do not.
 */
process.stdout._handle?.setBlocking?.(true);
