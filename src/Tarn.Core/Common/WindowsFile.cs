using Microsoft.Win32.SafeHandles;

namespace Tarn.Common;

/// <summary>
/// .NET's own calls, which are right on Windows: on NTFS <c>MoveFileEx</c> is atomic with and without replacing, and
/// flushing reports its errors.
/// </summary>
internal static class WindowsFile
{
    private const int FileExists = unchecked((int)0x80070050);
    private const int AlreadyExists = unchecked((int)0x800700B7);

#pragma warning disable RS0030 // The bans are for Unix: File.Move checks and then renames there, the flush hides EIO.
    public static void Flush(SafeFileHandle file) => RandomAccess.FlushToDisk(file);

    public static void Replace(string source, string destination) => File.Move(source, destination, overwrite: true);

    public static bool New(string source, string destination)
    {
        try
        {
            File.Move(source, destination, overwrite: false);
            return true;
        }
        catch (IOException exception) when (exception.HResult is FileExists or AlreadyExists)
        {
            return false;
        }
    }
#pragma warning restore RS0030
}
