using Tarn.Common;
using Tarn.Jobs;

namespace Tarn.Definitions.Binding;

/// <summary>
/// A model whose front matter is read and whose SQL is not yet: places are kept for what is found later.
/// </summary>
/// <param name="Definition">Without inputs.</param>
/// <param name="TablePlace">The table's name, or the file's start when the path names it.</param>
/// <param name="BookmarkPlace">The bookmark's value; the front matter when it has none.</param>
internal sealed record ModelDraft(
    ModelDefinition Definition, SourceLocation TablePlace, SourceLocation BookmarkPlace, CheckReferences References);
