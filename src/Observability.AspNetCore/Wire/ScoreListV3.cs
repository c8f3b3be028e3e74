namespace Observability.AspNetCore.Wire;

/// <summary>One page of scores in the third form.</summary>
/// <param name="Data">The scores in order.</param>
/// <param name="Meta">Which part of the list this is.</param>
internal sealed record ScoreListV3(IEnumerable<WireScoreV3> Data, ScoreListMeta Meta);
