namespace Tarn.Tests.Tables.Model;

/// <param name="Files">In order of path.</param>
internal sealed record TwinVersion(
    IReadOnlyList<TwinFile> Files, IReadOnlyDictionary<string, string> Properties, DateTimeOffset At);
