namespace Tarn.Tables.Maintenance;

/// <summary>A group and the files that hold its rows now.</summary>
internal sealed record RewrittenGroup(FileGroup Group, IReadOnlyList<WrittenFile> Written);
