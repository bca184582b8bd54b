namespace Tarn.Tables.Integrity;

/// <summary>A file that is not what the log says.</summary>
/// <param name="Path">Of a data file as in <see cref="DataFile.Path"/>; of a file of the log its key.</param>
/// <param name="Reason">What is wrong, to follow the file's name: <c>is not there</c>.</param>
public sealed record FileFault(string Path, string Reason);
