namespace Tarn.Catalog.Files;

/// <summary>What looking at one file gave.</summary>
internal abstract record ProbeResult
{
    public sealed record Readable(ProbedFile File) : ProbeResult;

    /// <param name="Reason">One sentence for the user, without the file's name.</param>
    public sealed record Unreadable(string Reason) : ProbeResult;
}
