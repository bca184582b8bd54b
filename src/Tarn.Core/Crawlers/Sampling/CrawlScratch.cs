using Tarn.Common;
using Tarn.Storage.Encryption;

namespace Tarn.Crawlers.Sampling;

/// <summary>Gives a crawl places for the content of encrypted objects that it looks at.</summary>
/// <param name="directory">Of all crawls of the process.</param>
/// <param name="ids">Names the places.</param>
internal sealed class CrawlScratch(string directory, IIdSource ids)
{
    /// <summary>A place of its own, which whoever opens it disposes.</summary>
    public PlaintextScratch Open() => new(Path.Join(directory, ids.NextId()));
}
