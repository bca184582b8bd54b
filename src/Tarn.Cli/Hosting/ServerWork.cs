using Tarn.Crawlers.Background;
using Tarn.Storage.Lifecycle;

namespace Tarn.Cli.Hosting;

/// <summary>What runs for a lake as long as a server has it, and does the like for commands.</summary>
/// <param name="Crawlers">Each crawls once at a time.</param>
/// <param name="Sweeps">Write the one log of lifecycle rules.</param>
internal sealed record ServerWork(CrawlerService Crawlers, LifecycleService Sweeps);
