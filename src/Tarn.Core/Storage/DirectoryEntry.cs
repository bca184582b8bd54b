namespace Tarn.Storage;

/// <summary>One entry of a directory of a local bucket.</summary>
/// <param name="Key">Of the object; of a directory with '/' at its end.</param>
/// <param name="IsDirectory">Whether objects are below it.</param>
/// <param name="IsEscaped">Whether its name is an escaped one.</param>
internal readonly record struct DirectoryEntry(string Key, bool IsDirectory, bool IsEscaped);
