import { defineConfig } from 'vite';

export default defineConfig({
  base: '/console/',
  build: {
    target: 'es2023',
    assetsDir: '.',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
    reportCompressedSize: false,
  },
  server: {
    host: '127.0.0.1',
    // `npm run dev` serves the page from its source; calls go to a gateway that runs already.
    proxy: { '/api': 'http://127.0.0.1:8080' },
  },
});
