using Tarn.Crawlers.Sampling;

namespace Tarn.Crawlers.Classifying;

/// <summary>Knows one format of text: its files and their columns, or null when a file is not of the format.</summary>
internal delegate Classification? TextClassifier(TextSample sample, string key);
