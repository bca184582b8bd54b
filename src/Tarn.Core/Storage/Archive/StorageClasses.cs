namespace Tarn.Storage.Archive;

/// <summary>
/// S3's storage classes ("Understanding and managing Amazon S3 storage classes"). All keep their bytes on the same
/// disk; the archived ones keep them packed, and give them back after a restore only.
/// </summary>
public static class StorageClasses
{
    public const string Standard = "STANDARD";
    public const string ReducedRedundancy = "REDUCED_REDUNDANCY";
    public const string StandardIa = "STANDARD_IA";
    public const string IntelligentTiering = "INTELLIGENT_TIERING";
    public const string OneZoneIa = "ONEZONE_IA";
    public const string GlacierIr = "GLACIER_IR";
    public const string Glacier = "GLACIER";
    public const string DeepArchive = "DEEP_ARCHIVE";

    /// <summary>Those that an object may be put with.</summary>
    public static IReadOnlyList<string> All { get; } =
        [Standard, ReducedRedundancy, StandardIa, IntelligentTiering, OneZoneIa, GlacierIr, Glacier, DeepArchive];

    /// <summary>
    /// Those that a lifecycle rule may move objects to, in the order of its waterfall: only to a later one ("Lifecycle
    /// and other bucket configurations", "Supported transitions").
    /// </summary>
    public static IReadOnlyList<string> Waterfall { get; } =
        [StandardIa, IntelligentTiering, OneZoneIa, GlacierIr, Glacier, DeepArchive];

    /// <summary>Whether objects of the class must be restored before they can be read.</summary>
    /// <param name="storageClass">Null is STANDARD.</param>
    public static bool IsArchive(string? storageClass) => storageClass is Glacier or DeepArchive;

    /// <summary>Whether a lifecycle rule may move an object so.</summary>
    /// <param name="from">Null is STANDARD.</param>
    /// <param name="to">One of <see cref="Waterfall"/>.</param>
    public static bool CanMove(string? from, string to) => PlaceOf(from) < PlaceOf(to);

    /// <summary>The place in the waterfall; those outside of it are above.</summary>
    public static int PlaceOf(string? storageClass)
    {
        for (int i = 0; i < Waterfall.Count; i++)
        {
            if (Waterfall[i] == storageClass)
            {
                return i;
            }
        }

        return -1;
    }
}
