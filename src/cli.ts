#!/usr/bin/env node
import { createProgram } from './cli/createProgram.js';

await createProgram((line) => console.log(line)).parseAsync();
