using Tarn.Alarms.Topics;
using Tarn.Cli.Hosting.Serving;
using Tarn.Crawlers.Background;
using Tarn.Jobs.Background;
using Tarn.Storage.Lifecycle;
using Tarn.Streams;

namespace Tarn.Cli.Hosting;

/// <summary>What runs for a lake as long as a server has it, and does the like for commands.</summary>
/// <param name="Crawlers">Each crawls once at a time.</param>
/// <param name="Jobs">Runs jobs in the background.</param>
/// <param name="Sweeps">Write the one log of lifecycle rules.</param>
/// <param name="Streams">Deliver what waits.</param>
/// <param name="Puts">Takes records of streams in.</param>
internal sealed record ServerWork(
    CrawlerService Crawlers,
    JobService Jobs,
    LifecycleService Sweeps,
    StreamService Streams,
    IStreamPuts Puts)
{
    /// <summary>Runs workflows, and starts what is due.</summary>
    public required FlowsHost Flows { get; init; }

    /// <summary>Sends what is published to topics.</summary>
    public required TopicService Topics { get; init; }
}
