using Tarn.Storage.Attributes;

namespace Tarn.Storage.Versions;

/// <summary>The version of an object that it is now.</summary>
/// <param name="File">Of the object; null when it is archived.</param>
/// <param name="Found">As it is found without versions.</param>
/// <param name="VersionId">Of the version.</param>
internal sealed record CurrentVersion(FileInfo? File, AttributedObject Found, string VersionId);
