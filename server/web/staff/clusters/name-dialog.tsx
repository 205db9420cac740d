/** Makes a cluster without a name a known mistake of its exercise: what they share, how it is called, the file. */
import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ClusterSources, MisconceptionDraft } from '../../../api/clusters.ts'
import type { Wire } from '../../../api/wire.ts'
import { get } from '../../client.ts'
import { CloseButton, Dialog } from '../../components/dialog.tsx'
import { Fault } from '../../components/fault.tsx'
import { Loading } from '../../components/loading.tsx'
import { type Cluster, clustersAddress } from './clusters-query.ts'
import { DraftView } from './draft-view.tsx'
import { MistakeForm } from './mistake-form.tsx'

interface NameDialogProps {
  readonly course: string
  readonly cluster: Cluster
  readonly exercise: { readonly slug: string; readonly title: string } | undefined
  readonly onClose: () => void
}

export function NameDialog({ course, cluster, exercise, onClose }: NameDialogProps): ReactNode {
  const { t } = useTranslation('clusters')
  const slug = exercise?.slug ?? ''
  const address = `${clustersAddress(course)}/${slug}`
  const [draft, setDraft] = useState<MisconceptionDraft | null>(null)
  const sources = useQuery({
    queryKey: ['cluster-sources', course, slug, cluster.key],
    queryFn: ({ signal }) =>
      get<Wire<ClusterSources>>(
        `${address}/sources?${new URLSearchParams({ cluster: cluster.key }).toString()}`,
        signal,
      ),
    staleTime: Infinity,
  })
  return (
    <Dialog isWide title={t('nameTitle', { exercise: exercise?.title ?? slug })} onClose={onClose}>
      {sources.isPending && <Loading />}
      {sources.error && <Fault error={sources.error} onTryAgain={() => void sources.refetch()} />}
      {draft ? (
        <DraftView draft={draft} exercise={slug} />
      ) : (
        sources.data && (
          <MistakeForm
            sources={sources.data}
            address={`${address}/misconceptions`}
            onMade={setDraft}
          />
        )
      )}
      <CloseButton />
    </Dialog>
  )
}
