/// <reference types="vitest/config" />
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** Writes a .br beside every text asset; the server hands it out as it is. */
function precompress(): Plugin {
  return {
    name: 'precompress',
    apply: 'build',
    writeBundle(options) {
      const assets = join(options.dir ?? 'dist', 'assets');
      for (const name of readdirSync(assets).filter((file) => /\.(js|css|svg)$/.test(file))) {
        const content = readFileSync(join(assets, name));
        writeFileSync(join(assets, `${name}.br`), brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
      }
    },
  };
}

export default defineConfig({
  // Relative: the server sets <base href>, so one build works under any path.
  base: './',
  plugins: [react(), precompress()],
  build: {
    target: 'es2022',
    // light-dark() and what else the style sheet uses are there since mid 2024.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    // data: URIs would need a wider Content-Security-Policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  server: {
    host: '127.0.0.1',
    proxy: process.env.LLM_OBSERVABILITY_URL ? { '/api': process.env.LLM_OBSERVABILITY_URL } : {},
  },
  test: { include: ['src/**/*.test.ts'] },
});
