namespace Tarn.Common;

/// <summary>
/// On NTFS <c>MoveFileEx</c> is atomic both with and without replacing, unlike .NET's emulation on Unix.
/// </summary>
internal static class WindowsMove
{
    private const int FileExists = unchecked((int)0x80070050);
    private const int AlreadyExists = unchecked((int)0x800700B7);

#pragma warning disable RS0030 // The ban is for Unix, where File.Move checks and then renames.
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
