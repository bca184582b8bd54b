using System.Collections.ObjectModel;

namespace Tarn.Catalog.Entries;

/// <summary>
/// What a document means that leaves out a member: the readers of JSON set those to null, whatever their initial value.
/// </summary>
internal static class NoTexts
{
    public static IReadOnlyDictionary<string, string> Dictionary => ReadOnlyDictionary<string, string>.Empty;
}
