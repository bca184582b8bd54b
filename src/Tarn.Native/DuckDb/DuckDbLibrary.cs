using System.Runtime.InteropServices;

namespace Tarn.Native.DuckDb;

/// <summary>Finds DuckDB's library, which the build puts beside the assemblies.</summary>
internal static class DuckDbLibrary
{
    public static string FileName { get; } =
        OperatingSystem.IsWindows() ? "duckdb.dll"
        : OperatingSystem.IsMacOS() ? "libduckdb.dylib"
        : "libduckdb.so";

    /// <summary>
    /// Loads the library from a folder, so that a missing or foreign file is reported before the first call needs it.
    /// Loading it twice is free.
    /// </summary>
    /// <exception cref="DllNotFoundException">
    /// It is not there or cannot be loaded; the message names the file.
    /// </exception>
    public static void Load(string folder)
    {
        string path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            throw new DllNotFoundException($"'{path}' does not exist");
        }

        try
        {
            NativeLibrary.Load(path);
        }
        catch (BadImageFormatException exception)
        {
            throw new DllNotFoundException($"'{path}' is not a library of this platform", exception);
        }
    }
}
