using Tarn.Crawlers.Inference;

namespace Tarn.Crawlers.Memory;

/// <summary>A table that a crawler made.</summary>
/// <param name="Identity">Its place and what it was named after.</param>
/// <param name="Name">As <c>database.table</c>.</param>
/// <param name="Schema">All that its files ever looked like, merged.</param>
internal sealed record RememberedTable(string Identity, string Name, FileSchema Schema);
