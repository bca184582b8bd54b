namespace Tarn.Storage.Versions;

/// <summary>What a delete did.</summary>
/// <param name="VersionId">Of the marker that was made, or of the version that is gone; null without versions.</param>
/// <param name="IsMarker">Whether that is, or was, a delete marker.</param>
public sealed record DeletedVersion(string? VersionId, bool IsMarker);
