using Tarn.Common;
using Tarn.Common.Network;
using Tarn.Crawlers.Background;
using Tarn.Jobs.Background;
using Tarn.Jobs.Runs;
using Tarn.Queries;

namespace Tarn.Flows.Runs;

/// <summary>What does the work of steps.</summary>
/// <param name="Jobs">Runs jobs.</param>
/// <param name="History">Has the reports of their runs.</param>
/// <param name="Crawlers">Runs crawlers.</param>
/// <param name="Queries">Runs queries.</param>
/// <param name="Outbound">What requests of steps go through.</param>
/// <param name="OpenSecrets">Gives what requests of steps name, as it is now.</param>
public sealed record WorkflowWork(
    JobService Jobs,
    RunHistory History,
    CrawlerService Crawlers,
    QueryRunner Queries,
    OutboundGuard Outbound,
    Func<CancellationToken, Task<SecretReferences>> OpenSecrets);
