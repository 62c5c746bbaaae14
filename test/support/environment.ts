import 'reflect-metadata';

// n8n logs each error of a run; here they are what the tests are about, and read from the results.
process.env.N8N_LOG_LEVEL = 'silent';
