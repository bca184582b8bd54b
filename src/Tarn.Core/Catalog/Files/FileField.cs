namespace Tarn.Catalog.Files;

/// <summary>One column as a file has it.</summary>
/// <param name="Name">As written in the file.</param>
/// <param name="EngineType">Its type there; VARCHAR for text files.</param>
internal sealed record FileField(string Name, string EngineType);
