namespace Tarn.Storage;

/// <summary>One entry of a directory of a local bucket.</summary>
/// <param name="Key">Of the object; of a directory with '/' at its end.</param>
/// <param name="IsDirectory">Whether objects are below it.</param>
/// <param name="Tree">Where its name is.</param>
internal readonly record struct DirectoryEntry(string Key, bool IsDirectory, KeyTree Tree);

/// <summary>The trees that names of objects are in. Where an object is in several the first counts.</summary>
internal enum KeyTree
{
    Plain,
    Escaped,
    Archived,

    /// <summary>Only versions that are not current are there.</summary>
    Versioned,
}
