namespace Tarn.Catalog.Entries;

/// <summary>Files of a dropped table that wait for their end under other keys.</summary>
/// <param name="Bucket">Of both prefixes.</param>
/// <param name="Prefix">In front of the keys they had, with '/' at the end: <c>_dropped/&lt;id&gt;/</c>.</param>
public sealed record MovedFiles(string Bucket, string Prefix);
