export { Detail } from './detail.tsx'
export { WhyNot } from './why-not.tsx'
