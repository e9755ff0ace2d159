// Tests run on the emitted JavaScript, so a type error stops them first.
export default {
  files: ['packages/*/dist/test/**/*.test.js', 'tools/dist/test/**/*.test.js'],
  timeout: '2m',
};
