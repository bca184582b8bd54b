namespace Tarn.Crawlers.Background;

/// <summary>What a crawler does now.</summary>
public enum CrawlerState
{
    Ready,
    Running,

    /// <summary>It was told to stop and has not ended yet.</summary>
    Stopping,
}
