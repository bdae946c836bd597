/** SYSTEM_TESTS_REDIS=cluster: the same tests on a Redis Cluster of three masters and three replicas. */
export const onCluster: boolean = process.env['SYSTEM_TESTS_REDIS'] === 'cluster'
