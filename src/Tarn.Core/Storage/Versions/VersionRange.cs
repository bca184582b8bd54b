namespace Tarn.Storage.Versions;

/// <summary>Which versions a listing is of.</summary>
/// <param name="Keys">Of the objects.</param>
/// <param name="AfterVersionId">
/// With it, a listing begins with those versions of the key <see cref="KeyRange.After"/> that come after this one; with
/// all of them when there is no such version, so that none is missed when it was deleted since.
/// </param>
public sealed record VersionRange(KeyRange Keys, string? AfterVersionId = null);
